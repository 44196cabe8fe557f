package ai.tulia.messaging.standalone.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The product's own classes, read once. */
final class Product {
    static final String BASE = "ai.tulia.messaging";
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // The store's test support, where the build has packed it already.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(BASE);

    private Product() {}

    static String module(String name) {
        return BASE + "." + name + "..";
    }
}
