package ai.tulia.messaging.api.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that claims its Idempotency-Key in the transaction that accepts what it asks for, by {@link KeyLink#claim}: one
 * commit less. A problem found before that is found again by a repeat.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ClaimsKeyOnAcceptance {}
