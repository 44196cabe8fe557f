package ai.tulia.messaging.api.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Gives each request the connection of its caller: of a servlet, Tomcat tells only when one is read or written. */
final class CallerConnectionValve extends ValveBase {
    CallerConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var connection = new CallerConnection(request.getCoyoteRequest());
        request.setAttribute(CallerConnection.class.getName(), connection);
        try {
            getNext().invoke(request, response);
        } finally {
            connection.answered();
        }
    }
}
