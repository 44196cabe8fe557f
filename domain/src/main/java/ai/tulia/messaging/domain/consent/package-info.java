@NullMarked
package ai.tulia.messaging.domain.consent;

import org.jspecify.annotations.NullMarked;
