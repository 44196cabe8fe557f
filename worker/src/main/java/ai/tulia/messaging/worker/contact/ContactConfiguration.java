package ai.tulia.messaging.worker.contact;

import ai.tulia.messaging.worker.network.CheckedResolver;
import ai.tulia.messaging.worker.network.NameLookup;
import java.net.InetAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where files are downloaded from that the provider redirects to: public addresses, whatever webhooks may reach. */
@Configuration(proxyBeanMethods = false)
class ContactConfiguration {
    @Bean
    PublicDownload publicDownload(ObjectProvider<NameLookup> lookup) {
        return new PublicDownload(new CheckedResolver(lookup.getIfAvailable(() -> InetAddress::getAllByName), false));
    }
}
