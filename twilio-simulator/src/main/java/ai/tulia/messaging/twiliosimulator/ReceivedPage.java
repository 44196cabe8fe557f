package ai.tulia.messaging.twiliosimulator;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page of what was received. Everything on it that came from outside is escaped. */
final class ReceivedPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="refresh" content="3">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Twilio simulator</title>
            <style>
            body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #1c2430; background: #fff }
            table { border-collapse: collapse; width: 100% }
            th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #d8dde5 }
            td.body { white-space: pre-wrap; overflow-wrap: anywhere }
            td.fact { white-space: nowrap }
            @media (prefers-color-scheme: dark) { body { color: #e6eaf0; background: #14181f } }
            </style>
            </head>
            <body>
            <h1>Twilio simulator: messages received</h1>
            <p>The newest first; this page renews itself. As JSON: <a href="/_simulator/messages">messages</a>,
            <a href="/_simulator/requests">requests</a>, <a href="/_simulator/faults">fault rules</a>.</p>
            """;

    private ReceivedPage() {}

    static String of(List<ReceivedMessage> messages) {
        StringBuilder page = new StringBuilder(HEAD);
        if (messages.isEmpty()) {
            return page.append("<p>No message yet.</p>\n</body>\n</html>\n").toString();
        }
        page.append(
                "<table>\n<tr><th>Time</th><th>To</th><th>From</th><th>Text</th><th>Status</th><th>Account</th></tr>\n");
        messages.forEach(message -> row(page, message));
        return page.append("</table>\n</body>\n</html>\n").toString();
    }

    private static void row(StringBuilder page, ReceivedMessage message) {
        page.append("<tr>");
        cell(page, "fact", TIME.format(message.dateCreated()));
        cell(page, "fact", message.to());
        cell(page, "fact", message.from() == null ? message.messagingServiceSid() : message.from());
        cell(page, "body", textOf(message));
        cell(page, "fact", message.status() + (message.errorCode() == null ? "" : " (" + message.errorCode() + ")"));
        cell(page, "fact", message.accountSid());
        page.append("</tr>\n");
    }

    private static @Nullable String textOf(ReceivedMessage message) {
        if (message.body() != null) {
            return message.body();
        }
        return message.contentVariables() == null
                ? message.contentSid()
                : message.contentSid() + " " + message.contentVariables();
    }

    private static void cell(StringBuilder page, String kind, @Nullable String text) {
        page.append("<td class=\"")
                .append(kind)
                .append("\">")
                .append(escape(text))
                .append("</td>");
    }

    private static String escape(@Nullable String text) {
        return text == null
                ? ""
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
    }
}
