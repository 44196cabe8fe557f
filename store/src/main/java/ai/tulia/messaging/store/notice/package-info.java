@NullMarked
package ai.tulia.messaging.store.notice;

import org.jspecify.annotations.NullMarked;
