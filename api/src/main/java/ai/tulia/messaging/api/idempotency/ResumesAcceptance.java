package ai.tulia.messaging.api.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that accepts in several commits what one request asks for. Repeated with its Idempotency-Key after its process
 * died between two of them, it is called again and accepts the rest: see {@link KeyLink#resumed}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ResumesAcceptance {}
