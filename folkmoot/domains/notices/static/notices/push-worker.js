// What a browser keeps of us to show what is new while no page is open: a title, a sentence, and the page it leads to.
self.addEventListener("push", (event) => {
  const { title, body, path, tag } = event.data.json()
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: path, icon: "/static/kit/favicon.svg" }))
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow(new URL(event.notification.data, self.location.origin).href))
})
