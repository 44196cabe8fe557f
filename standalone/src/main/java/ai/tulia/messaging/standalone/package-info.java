/** The whole product in one process on servers it starts itself: the command line behind {@code ./tulia}. */
@NullMarked
package ai.tulia.messaging.standalone;

import org.jspecify.annotations.NullMarked;
