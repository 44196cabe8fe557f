@NullMarked
package ai.tulia.messaging.store.secret;

import org.jspecify.annotations.NullMarked;
