// A message is reported to those who moderate: why, and a second look before it goes out.
import { button, make } from "./lines.js";

const WHY = ["why_ad", "why_abuse", "why_unlawful", "why_other"];

export function askReport(sheets, words, message, send) {
  const reasons = make("fieldset", "plain-set sheet-list", make("legend", "small soft", words.report_why));
  for (const name of WHY) {
    const choice = make("input");
    Object.assign(choice, { type: "radio", name: "why", value: words[name] });
    reasons.append(make("label", "sheet-choice", choice, " ", words[name]));
  }
  const more = make("textarea");
  Object.assign(more, { rows: 2, maxLength: 250, id: "report-more", dir: "auto" });
  const label = make("label", "small soft", words.report_more);
  label.htmlFor = more.id;
  const form = make("form", "sheet-list", make("blockquote", "soft small clip2", message.text), reasons, label, more, make("p", "small soft", words.report_care));
  const go = button(words.report_send, "button danger", () => {});
  go.type = "submit";
  go.disabled = true;
  reasons.addEventListener("change", () => { go.disabled = false; });
  form.append(go);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = form.querySelector("input:checked")?.value;
    if (!chosen) return;
    sheets.dialog.close();
    send([chosen, more.value.trim()].filter(Boolean).join(": "));
  });
  sheets.open(words.report_sure, form);
}
