"""What can be typed or pressed; one noun a file. No rules, no SQL, no clock."""
