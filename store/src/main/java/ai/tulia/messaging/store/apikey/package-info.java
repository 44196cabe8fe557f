@NullMarked
package ai.tulia.messaging.store.apikey;

import org.jspecify.annotations.NullMarked;
