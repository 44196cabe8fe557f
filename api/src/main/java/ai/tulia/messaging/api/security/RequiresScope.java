package ai.tulia.messaging.api.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope a tenant's key needs: on the controller where all its routes need the same, else on each route. A test fails
 * for a tenant route without one, and for one that names it twice.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {
    /** One of {@link Scopes}, no bundle. */
    String value();
}
