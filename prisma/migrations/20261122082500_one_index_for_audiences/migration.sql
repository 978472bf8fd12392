-- What audiences ask of gifts is in gift_counted_of_hub and gift_counted_of_institution: two more to write at every gift were too many.
DROP INDEX "gift_hub_id_given_on_donor_id_idx", "gift_institution_id_given_on_donor_id_idx";
