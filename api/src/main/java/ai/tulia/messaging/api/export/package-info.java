/** All that is held of a person, in one piece. */
@NullMarked
package ai.tulia.messaging.api.export;

import org.jspecify.annotations.NullMarked;
