// A new community's day is the founder's own, unless they say otherwise.
const zone = document.querySelector('select[name="time_zone"]');
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone?.value === "UTC" && [...zone.options].some((option) => option.value === here)) zone.value = here;
