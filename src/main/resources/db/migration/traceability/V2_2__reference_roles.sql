-- Sources and destinations have become references, so that queries find them by key.
comment on column event_reference.role is
    'ReferenceRole.ordinal(): 0 epcList, 1 parentID, 2 child (EPC or class), 3 input, 4 output, 5 class in quantityList, '
    '6 transformationID, 7 corrective event''s identity digest, 8 the lot that a unit''s ILMD names (key of GTIN + lot), '
    '9 business transaction, 10 error declaration of the event with this identity digest, 11 source, 12 destination';
