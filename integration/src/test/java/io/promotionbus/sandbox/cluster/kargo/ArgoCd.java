package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.cluster.Target;
import java.util.List;

/** What {@code argocd-update} asks Argo CD to do. */
public interface ArgoCd {

    /**
     * Starts a sync operation on an Application; its end shows in {@code status.operationState}.
     *
     * @param actor who is behind the Promotion
     * @param revision the commit to sync to
     * @param images what the commit deploys
     */
    void sync(
            ObjectNode application,
            Target target,
            String promotion,
            String actor,
            String revision,
            List<ImageRef> images);
}
