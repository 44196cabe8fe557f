@NullMarked
package ai.tulia.messaging.domain.twilio;

import org.jspecify.annotations.NullMarked;
