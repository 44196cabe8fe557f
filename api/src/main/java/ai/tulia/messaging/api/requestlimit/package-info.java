/** How many requests a key and its tenant may make. */
@NullMarked
package ai.tulia.messaging.api.requestlimit;

import org.jspecify.annotations.NullMarked;
