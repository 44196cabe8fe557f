@NullMarked
package ai.tulia.messaging.store.consent;

import org.jspecify.annotations.NullMarked;
