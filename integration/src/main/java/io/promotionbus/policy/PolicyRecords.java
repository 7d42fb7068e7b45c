package io.promotionbus.policy;

import io.promotionbus.kargo.PolicyObject;
import java.util.Collection;
import java.util.List;

/** The policies of every managed project as last observed. */
public interface PolicyRecords {

    /** Makes changes to the policies of one project follow one another; until the transaction ends. */
    void lock(String project);

    List<PolicyObject> ofProject(String project);

    /** Those of several projects, ordered by project and name. */
    List<PolicyObject> ofProjects(Collection<String> projects);

    /** Ordered by project and name. */
    List<PolicyObject> all();

    void put(PolicyObject policy);

    void remove(String project, String name);
}
