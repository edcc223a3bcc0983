insert into secret_key_probe (key_id, sealed) values ('\x01020304', '\x0102030405060708');
