@NullMarked
package ai.tulia.messaging.store.database;

import org.jspecify.annotations.NullMarked;
