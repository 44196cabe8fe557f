@NullMarked
package ai.tulia.messaging.api.audit;

import org.jspecify.annotations.NullMarked;
