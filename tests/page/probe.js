// Looks over the page as it stands: nameless controls, weak contrast, double ids. Returns sentences.
(() => {
  const faults = [];
  const seen = (el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const numbers = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const over = (top, under) => {
    const [r, g, b, a = 1] = top;
    return [r, g, b].map((part, i) => part * a + under[i] * (1 - a));
  };
  const behind = (el) => {
    const layers = [];
    for (let at = el; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) layers.push(colour);
      if (colour.length === 3) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !seen(el) || el.closest(".sr, .skip, noscript")) continue;
    texts += 1;
    const style = getComputedStyle(el);
    const under = behind(el);
    const ratio = contrast(over(numbers(style.color), under), under);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${el.className} ${walker.currentNode.data.trim().slice(0, 30)}`);
  }
  const nameOf = (el) => {
    const by = (el.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "").join("");
    const labels = [...(el.labels || [])].map((l) => l.textContent).join("");
    return (el.getAttribute("aria-label") || by || labels || el.textContent || el.getAttribute("alt") || "").trim();
  };
  for (const el of document.querySelectorAll("button, a[href], input, select, textarea, dialog[open], nav, [role=group]")) {
    if (seen(el) && !nameOf(el)) faults.push(`no name: ${el.outerHTML.slice(0, 90)}`);
    const box = el.getBoundingClientRect();
    if (seen(el) && el.matches("button") && (box.width < 24 || box.height < 24)) faults.push(`small: ${nameOf(el)}`);
  }
  for (const img of document.querySelectorAll("img")) if (!img.hasAttribute("alt")) faults.push("picture without alt");
  const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) faults.push(`double id ${id}`);
  const levels = [...document.querySelectorAll("main, header, nav")].length;
  if (!document.querySelector("main") || !document.querySelector("nav") || levels < 3) faults.push("landmarks missing");
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider than the screen: ${document.documentElement.scrollWidth}`);
  return { faults, texts };
})()
