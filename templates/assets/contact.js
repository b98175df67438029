// The page someone came from is written into the request, and the request can be copied at once.
// Without this script the request is filled in by hand.
(function () {
  "use strict";
  var request = document.getElementById("request");
  if (!request) return;

  var asked = /[?&]page=([^&#]*)/.exec(location.search);
  var page = "";
  try {
    page = asked ? decodeURIComponent(asked[1]) : "";
  } catch (fault) {
    page = "";
  }
  // Only a path of this site is taken over, so that no link from elsewhere puts words in here.
  if (/^\/(?!\/)[A-Za-z0-9/._-]*$/.test(page)) {
    var end = request.value.indexOf("\n");
    request.value =
      request.value.slice(0, end) + request.dataset.base.replace(/\/$/, "") + page + request.value.slice(end);
  }

  var clipboard = navigator.clipboard;
  if (!clipboard || !clipboard.writeText) return;
  var button = document.createElement("button");
  var said = document.createElement("span");
  button.type = "button";
  button.textContent = request.dataset.copy;
  said.className = "note";
  said.setAttribute("role", "status");
  button.addEventListener("click", function () {
    clipboard.writeText(request.value).then(
      function () {
        said.textContent = request.dataset.copied;
      },
      function () {
        said.textContent = request.dataset.failed;
      }
    );
  });
  request.after(button, said);
})();
