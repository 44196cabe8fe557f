package ai.tulia.messaging.api.request;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.method.HandlerMethod;

/** Tells our own routes from those of the framework: API document, health, error page. */
public final class Routes {
    private Routes() {}

    public static boolean isOurs(HandlerMethod route) {
        return route.getBeanType().getPackageName().startsWith("ai.tulia.messaging")
                && !ErrorController.class.isAssignableFrom(route.getBeanType());
    }
}
