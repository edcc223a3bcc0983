update staff_contacts_version set version = 2;
