@NullMarked
package ai.tulia.messaging.store.template;

import org.jspecify.annotations.NullMarked;
