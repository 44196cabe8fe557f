package ai.tulia.messaging.api.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Gives each request the connection of its caller, for as long as it is under way. */
final class CallerConnectionValve extends ValveBase {
    CallerConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var gone = (BooleanSupplier) request.getCoyoteRequest().getNote(CallerAwareProcessor.NOTE);
        var connection = new CallerConnection(Objects.requireNonNull(gone));
        request.setAttribute(CallerConnection.class.getName(), connection);
        try {
            getNext().invoke(request, response);
        } finally {
            connection.answered();
        }
    }
}
