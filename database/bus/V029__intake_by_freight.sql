-- Lineage asks which deliveries a Freight came from.
CREATE INDEX intake_delivery_by_freight ON intake_delivery USING gin (freights jsonb_path_ops) WHERE freights <> '[]';
