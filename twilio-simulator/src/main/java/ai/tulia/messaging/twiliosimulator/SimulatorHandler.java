package ai.tulia.messaging.twiliosimulator;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each call to the part that answers it. Runs on virtual threads, so a rule may hold a call without harm. */
final class SimulatorHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatorHandler.class);

    private final AccountsApi accounts;
    private final MessagesApi messages;
    private final MediaApi media;
    private final ControlApi control;
    private final ReplyWriter writer;

    SimulatorHandler(
            AccountsApi accounts, MessagesApi messages, MediaApi media, ControlApi control, ReplyWriter writer) {
        this.accounts = accounts;
        this.messages = messages;
        this.media = media;
        this.control = control;
        this.writer = writer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        writer.write(replyTo(request), request, response, callback);
        return true;
    }

    private Reply replyTo(Request request) {
        try {
            Call call = Call.of(request);
            if (MediaApi.owns(call)) {
                return media.answer(call);
            }
            if (AccountsApi.owns(call)) {
                return accounts.answer(call);
            }
            if (MessagesApi.owns(call)) {
                return messages.answer(call);
            }
            return ControlApi.owns(call) ? control.answer(call) : Reply.error(TwilioError.notFound(call.path()));
        } catch (Call.BadCall e) {
            return Reply.error(TwilioError.badRequest(20001, e.reason()));
        } catch (RuntimeException e) {
            LOG.error("{} failed", request.getMethod(), e);
            return Reply.error(TwilioError.of(500, 20500, "The simulator itself failed; its log says why"));
        }
    }
}
