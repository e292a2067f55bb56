// Files go up in pieces, so that a dropped connection costs one piece: announce, ask how much has arrived, send the next.
const PIECE = 8 * 1024 * 1024;
const TRIES = 8;
const form = document.getElementById("bring");
const csrf = form?.querySelector("[name=csrfmiddlewaretoken]").value;

class Refused extends Error {}

async function announce(file) {
  const answer = await fetch(form.dataset.uploads, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ name: file.name, size: file.size, format: form.format.value, zone: form.zone.value }),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Refused(said.detail);
  return said;
}

// XMLHttpRequest, because fetch does not tell how much of a body has been sent.
function send(address, file, offset, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", address);
    request.setRequestHeader("X-CSRFToken", csrf);
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.timeout = 120000;
    request.upload.onprogress = (event) => onProgress(offset + event.loaded);
    request.onload = () => {
      if (request.status === 204) resolve(Number(request.getResponseHeader("Upload-Offset")));
      else if ([403, 404, 422].includes(request.status)) reject(new Refused(JSON.parse(request.responseText).detail));
      else reject(new Error(String(request.status)));
    };
    request.onerror = request.ontimeout = () => reject(new Error("connection"));
    request.send(file.slice(offset, offset + PIECE));
  });
}

async function arrived(address, file) {
  const answer = await fetch(address, { method: "HEAD", cache: "no-store" });
  if (answer.status === 409) return file.size;
  if (!answer.ok) throw new Error(String(answer.status));
  return Number(answer.headers.get("Upload-Offset"));
}

async function upload(file) {
  const row = document.getElementById("upload").content.firstElementChild.cloneNode(true);
  const [name, said, bar] = ["[data-name]", "[data-said]", "progress"].map((part) => row.querySelector(part));
  name.textContent = file.name;
  bar.setAttribute("aria-label", file.name);
  document.getElementById("uploads").append(row);
  const show = (bytes) => {
    bar.value = bytes / file.size;
    said.textContent = `${Math.floor((100 * bytes) / file.size)} %`;
  };
  try {
    let { address, offset } = await announce(file);
    document.body.dispatchEvent(new Event("brought"));
    for (let failures = 0; offset < file.size; ) {
      try {
        offset = await send(address, file, offset, show);
        failures = 0;
      } catch (error) {
        if (error instanceof Refused || ++failures > TRIES) throw error;
        said.textContent = form.dataset.lost;
        await new Promise((later) => setTimeout(later, 500 * 2 ** failures));
        offset = await arrived(address, file).catch(() => offset);
      }
    }
    show(file.size);
    said.textContent = form.dataset.sent;
  } catch (error) {
    said.textContent = error instanceof Refused ? error.message : form.dataset.gone;
    row.classList.add("warn");
  }
  document.body.dispatchEvent(new Event("brought"));
}

async function bring(files) {
  for (const file of files) await upload(file);
  form.querySelector("[type=file]").value = "";
}

if (form) {
  const drop = form.querySelector(".drop");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    bring([...form.querySelector("[type=file]").files]);
  });
  for (const over of ["dragenter", "dragover"]) {
    drop.addEventListener(over, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const out of ["dragleave", "drop"]) drop.addEventListener(out, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    bring([...event.dataTransfer.files]);
  });
}
