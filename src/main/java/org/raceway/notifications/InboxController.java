package org.raceway.notifications;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.SignedIn;
import org.raceway.access.WhileBarred;
import org.raceway.platform.Cell;
import org.raceway.platform.Fact;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Tables;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** The pages of the inbox and of the to-do list: everybody's, each their own. */
@WhileBarred
@Controller
@SignedIn
class InboxController {
    private final Tables tables;
    private final InboxTable notices;
    private final TaskTable tasks;
    private final Inbox inbox;
    private final DeclaredKinds kinds;
    private final Notifications notifications;

    InboxController(
            Tables tables,
            InboxTable notices,
            TaskTable tasks,
            Inbox inbox,
            DeclaredKinds kinds,
            Notifications notifications) {
        this.tables = tables;
        this.notices = notices;
        this.tasks = tasks;
        this.inbox = inbox;
        this.kinds = kinds;
        this.notifications = notifications;
    }

    @GetMapping("/inbox")
    @Nullable
    ModelAndView list(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return tables.show("inbox", InboxTable.definition(kinds.of(caller)), notices, request, response);
    }

    /** Shows a notice; the page itself says that it was read. */
    @GetMapping("/inbox/{id}")
    ModelAndView one(Caller caller, @PathVariable UUID id, Locale locale) {
        InboxNotice notice = inbox.find(caller, id).orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
        Texts texts = Texts.of(locale);
        boolean waits = notice.task() != null && notifications.isOpen(notice.task());
        return new ModelAndView("notice")
                .addObject("id", id.toString())
                .addObject("unread", notice.readAt() == null)
                .addObject("heading", notice.text().title(texts))
                .addObject("lines", notice.text().body(texts).lines().toList())
                .addObject("link", notice.link())
                .addObject("waits", waits)
                .addObject("done", notice.task() != null && !waits)
                .addObject(
                        "facts",
                        List.of(
                                new Fact(texts.get("inbox.time"), List.of(Cell.of(Times.second(notice.at())))),
                                new Fact(
                                        texts.get("inbox.kind"),
                                        List.of(Cell.of(
                                                DeclaredKinds.name(notice.text().kind(), texts))))));
    }

    /** Marks a notice as read; sent by the page that shows it. */
    @PostMapping("/inbox/{id}/read")
    ResponseEntity<Void> read(
            Caller caller,
            @PathVariable UUID id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fromPage) {
        if (inbox.find(caller, id).isEmpty()) {
            throw new ProblemException(PlatformProblem.NOT_FOUND);
        }
        inbox.markRead(caller, id);
        return fromPage == null
                ? ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create("/inbox/" + id))
                        .build()
                : ResponseEntity.noContent().build();
    }

    @PostMapping("/inbox/read")
    String readAll(Caller caller) {
        inbox.markAllRead(caller);
        return "redirect:/inbox";
    }

    @GetMapping("/tasks")
    @Nullable
    ModelAndView tasks(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        return tables.show("tasks", TaskTable.definition(kinds.of(caller)), tasks, request, response);
    }
}
