package org.raceway.notifications;

import java.util.List;
import java.util.Locale;
import org.raceway.platform.Texts;
import org.raceway.platform.Times;
import org.springframework.web.util.HtmlUtils;

/**
 * A mail as plain text and as simple HTML.
 *
 * @param subject one line
 */
record Mail(String subject, String plain, String html) {
    /** The most bytes of each edition; longer ones are cut. */
    static final int MOST_BYTES = 64 * 1024;

    /** A single notice. */
    static Mail of(NoticeText notice, String link, Texts texts, MailSettings settings) {
        return single(
                notice,
                link,
                texts.get("letter.open"),
                texts.get("letter.footer"),
                settings.address("/inbox/preferences"),
                texts,
                settings);
    }

    /** A letter: its reader may have no account, and so no preferences. */
    static Mail letter(NoticeText notice, String link, Texts texts, MailSettings settings) {
        return single(notice, link, texts.get("letter.openLink"), texts.get("letter.automatic"), "", texts, settings);
    }

    private static Mail single(
            NoticeText notice,
            String link,
            String open,
            String footer,
            String preferences,
            Texts texts,
            MailSettings settings) {
        String title = notice.title(texts);
        String body = notice.body(texts);
        String address = settings.address(link);
        StringBuilder plain = new StringBuilder(Utf8.cut(body, MOST_BYTES / 2)).append("\n\n");
        StringBuilder html = new StringBuilder();
        Utf8.cut(body, MOST_BYTES / 2)
                .lines()
                .forEach(line -> html.append("<p style=\"margin:0 0 12px\">")
                        .append(escape(line))
                        .append("</p>"));
        if (!address.isEmpty()) {
            plain.append(open).append("\n").append(address).append("\n\n");
            html.append("<p style=\"margin:20px 0\"><a href=\"")
                    .append(escape(address))
                    .append("\" style=\"background:#1f5f8b;color:#ffffff;padding:9px 18px;border-radius:6px;"
                            + "text-decoration:none\">")
                    .append(escape(open))
                    .append("</a></p>");
        }
        return framed(title, plain, html, footer, preferences, texts);
    }

    /**
     * All that is unread.
     *
     * @param notices the newest of them
     * @param all how many there are
     */
    static Mail digest(List<InboxNotice> notices, int all, Texts texts, MailSettings settings) {
        StringBuilder plain = new StringBuilder();
        StringBuilder html = new StringBuilder("<table role=\"presentation\" style=\"border-collapse:collapse\">");
        for (InboxNotice notice : notices) {
            String title = notice.text().title(texts);
            String time = Times.minute(notice.at());
            String address = settings.address("/inbox/" + notice.id());
            plain.append(time).append("  ").append(title).append('\n');
            html.append("<tr><td style=\"padding:6px 14px 6px 0;color:#4c5966;white-space:nowrap;vertical-align:top\">")
                    .append(escape(time))
                    .append("</td><td style=\"padding:6px 0\">")
                    .append(
                            address.isEmpty()
                                    ? escape(title)
                                    : "<a href=\"" + escape(address) + "\" style=\"color:#174a6d\">" + escape(title)
                                            + "</a>")
                    .append("</td></tr>");
        }
        html.append("</table>");
        if (all > notices.size()) {
            String more = texts.get("letter.digest.more", all - notices.size());
            plain.append(more).append('\n');
            html.append("<p>").append(escape(more)).append("</p>");
        }
        String inbox = settings.address("/inbox?state=unread");
        if (!inbox.isEmpty()) {
            plain.append('\n')
                    .append(texts.get("letter.digest.open"))
                    .append('\n')
                    .append(inbox)
                    .append('\n');
            html.append("<p style=\"margin:20px 0\"><a href=\"")
                    .append(escape(inbox))
                    .append("\" style=\"color:#174a6d\">")
                    .append(escape(texts.get("letter.digest.open")))
                    .append("</a></p>");
        }
        plain.append('\n');
        return framed(
                texts.get("letter.digest.subject", all),
                plain,
                html,
                texts.get("letter.footer"),
                settings.address("/inbox/preferences"),
                texts);
    }

    private static Mail framed(
            String title, StringBuilder plain, StringBuilder html, String footer, String preferences, Texts texts) {
        plain.append("--\n").append(footer).append('\n');
        if (!preferences.isEmpty()) {
            plain.append(preferences).append('\n');
        }
        String page = """
                <!DOCTYPE html><html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>\
                <body style="margin:0;background:#f4f6f8;color:#1a232c;font:15px/1.6 'PingFang SC','Microsoft YaHei',sans-serif">\
                <div style="max-width:640px;margin:0 auto;padding:24px 16px">\
                <div style="background:#ffffff;border:1px solid #d5dce3;border-radius:6px;padding:20px 24px">\
                <h1 style="font-size:19px;margin:0 0 14px">%s</h1>%s</div>\
                <p style="color:#4c5966;font-size:13px;margin:14px 4px">%s</p></div></body></html>
                """.formatted(
                texts.locale().equals(Locale.ENGLISH) ? "en" : "zh-CN",
                escape(title),
                escape(title),
                html,
                preferences.isEmpty()
                        ? escape(footer)
                        : "<a href=\"" + escape(preferences) + "\" style=\"color:#4c5966\">" + escape(footer) + "</a>");
        return new Mail(title, plain.toString(), page);
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
