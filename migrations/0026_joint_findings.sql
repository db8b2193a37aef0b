-- For which departments a finding was said, as JSON: of an indicator with joint owners each speaks for itself. '[]' is
-- said for whoever owns it, as all were before. In place: by the coordinating office, for owners that had not spoken.
ALTER TABLE dossier_finding ADD COLUMN departments TEXT NOT NULL DEFAULT '[]';
ALTER TABLE dossier_finding ADD COLUMN is_in_place {integer} NOT NULL DEFAULT 0;
