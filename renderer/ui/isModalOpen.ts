/** Whether something waits for the person before anything else. A popover, such as the options, does not. */
export function isModalOpen(document: Document): boolean {
  return document.querySelector('[role="dialog"]:not(.popover), [role="alertdialog"]') !== null;
}
