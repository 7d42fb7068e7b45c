package io.promotionbus.policy;

import io.promotionbus.kargo.PolicyObject;
import java.util.List;

/** The policies of every managed project as last observed. */
public interface PolicyRecords {

    /** Makes changes to the policies of one project follow one another; until the transaction ends. */
    void lock(String project);

    List<PolicyObject> ofProject(String project);

    /** Ordered by project and name. */
    List<PolicyObject> all();

    void put(PolicyObject policy);

    void remove(String project, String name);
}
