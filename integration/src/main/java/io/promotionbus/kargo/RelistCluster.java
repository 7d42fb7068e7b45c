package io.promotionbus.kargo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The safety net under the watches: lists everything and offers what differs from the record, deletions included. A kind
 * that cannot be listed is left as it is.
 */
public final class RelistCluster {

    private static final Logger LOG = LoggerFactory.getLogger(RelistCluster.class);

    /** Late news about a deleted object come within seconds; an hour forgives a replica that slept. */
    private static final Duration REMEMBER_REMOVED = Duration.ofHours(1);

    private final ProjectListing projectListing;
    private final ClusterListing listing;
    private final ObservedObjects objects;
    private final Sightings sightings;
    private final Clock wall;
    private final String argocdNamespace;

    public RelistCluster(
            ProjectListing projectListing,
            ClusterListing listing,
            ObservedObjects objects,
            Sightings sightings,
            Clock wall,
            String argocdNamespace) {
        this.projectListing = projectListing;
        this.listing = listing;
        this.objects = objects;
        this.sightings = sightings;
        this.wall = wall;
        this.argocdNamespace = argocdNamespace;
    }

    public void handle() {
        Instant asked = wall.instant();
        List<Sighting.Seen> projects;
        try {
            projects = projectListing.projects();
        } catch (RuntimeException away) {
            LOG.info("The cluster was not listed again: {}", away.getMessage());
            return;
        }
        offer(Kind.Project, "", asked, projects);
        Set<String> managed = projects.stream().map(seen -> seen.ref().name()).collect(Collectors.toSet());
        for (String project : managed) {
            Kind.OF_PROJECT.forEach(kind -> relist(kind, project));
        }
        relist(Kind.Application, argocdNamespace);
        objects.ofOtherProjects(managed)
                .forEach(known -> sightings.offer(new Sighting.Gone(known.ref(), known.uid(), false)));
        objects.forgetRemovedBefore(wall.instant().minus(REMEMBER_REMOVED));
    }

    private void relist(Kind kind, String namespace) {
        Instant asked = wall.instant();
        try {
            offer(kind, namespace, asked, listing.list(kind, namespace));
        } catch (RuntimeException notListed) {
            LOG.info("{} of {} were not listed again: {}", kind.plural(), namespace, notListed.getMessage());
        }
    }

    private void offer(Kind kind, String namespace, Instant asked, List<Sighting.Seen> listed) {
        Set<ObjectRef> there = listed.stream().map(Sighting.Seen::ref).collect(Collectors.toSet());
        Set<ObjectRef> unchanged = objects.unchanged(listed);
        listed.stream()
                .filter(seen -> !unchanged.contains(seen.ref()))
                .forEach(seen -> sightings.offer(seen.listedAt(asked)));
        objects.known(kind, namespace, asked).stream()
                .filter(known -> !there.contains(known.ref()))
                .forEach(known -> sightings.offer(
                        new Sighting.Gone(known.ref(), known.uid(), kind != Kind.Project && kind != Kind.Application)));
    }
}
