package org.raceway.notifications;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.SignedIn;
import org.raceway.access.WhileBarred;
import org.raceway.platform.PlatformProblem;
import org.raceway.platform.ProblemException;
import org.raceway.platform.Texts;
import org.raceway.platform.Waiting;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inbox and the to-do list for machines: the caller's own. */
@WhileBarred
@RestController
@SignedIn
@RequestMapping("/api/v1")
class InboxApi {
    private static final int LARGEST_PAGE = 200;

    private final Inbox inbox;

    InboxApi(Inbox inbox) {
        this.inbox = inbox;
    }

    /** The newest notices; the next page by {@code before} with the last one's id. */
    @GetMapping("/notifications")
    NoticePage notices(
            Caller caller,
            Locale locale,
            @RequestParam(required = false) @Nullable Boolean unread,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "50") int limit) {
        Waiting waiting = inbox.waiting(caller);
        Texts texts = Texts.of(locale);
        return new NoticePage(
                waiting.unread(),
                inbox.list(caller, unread, kind, before, Math.clamp(limit, 1, LARGEST_PAGE)).stream()
                        .map(notice -> item(notice, texts))
                        .toList());
    }

    @GetMapping("/notifications/{id}")
    NoticeItem notice(Caller caller, Locale locale, @PathVariable UUID id) {
        return inbox.find(caller, id)
                .map(notice -> item(notice, Texts.of(locale)))
                .orElseThrow(() -> new ProblemException(PlatformProblem.NOT_FOUND));
    }

    /** Marks one as read; it may be already. */
    @PostMapping("/notifications/{id}/read")
    ResponseEntity<Void> read(Caller caller, @PathVariable UUID id) {
        if (inbox.find(caller, id).isEmpty()) {
            throw new ProblemException(PlatformProblem.NOT_FOUND);
        }
        inbox.markRead(caller, id);
        return ResponseEntity.noContent().build();
    }

    /** Marks all as read. */
    @PostMapping("/notifications/read")
    Marked readAll(Caller caller) {
        return new Marked(inbox.markAllRead(caller));
    }

    /** The to-dos that have waited longest. */
    @GetMapping("/tasks")
    TaskPage tasks(Caller caller, Locale locale, @RequestParam(defaultValue = "50") int limit) {
        Texts texts = Texts.of(locale);
        return new TaskPage(
                inbox.waiting(caller).tasks(),
                inbox.tasks(caller, Math.clamp(limit, 1, LARGEST_PAGE)).stream()
                        .map(task -> new TaskItem(
                                task.id(),
                                task.key(),
                                task.text().kind(),
                                task.text().title(texts),
                                task.text().body(texts),
                                task.link(),
                                task.since()))
                        .toList());
    }

    private static NoticeItem item(InboxNotice notice, Texts texts) {
        return new NoticeItem(
                notice.id(),
                notice.text().kind(),
                notice.text().title(texts),
                notice.text().body(texts),
                notice.link(),
                notice.task(),
                notice.at(),
                notice.readAt());
    }

    /**
     * A page of notices.
     *
     * @param unread all that are, counted to 100
     */
    record NoticePage(int unread, List<NoticeItem> items) {}

    /** A notice. */
    record NoticeItem(
            UUID id,
            String kind,
            String title,
            String body,
            String link,
            @Nullable String task,
            Instant at,
            @Nullable Instant readAt) {}

    /** How many were marked. */
    record Marked(int marked) {}

    /**
     * A page of to-dos.
     *
     * @param waiting all that are, counted to 100
     */
    record TaskPage(int waiting, List<TaskItem> items) {}

    /** A to-do. */
    record TaskItem(UUID id, String key, String kind, String title, String body, String link, Instant since) {}
}
