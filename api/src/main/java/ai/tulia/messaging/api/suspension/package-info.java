@NullMarked
package ai.tulia.messaging.api.suspension;

import org.jspecify.annotations.NullMarked;
