namespace Dashboard.Lab.Certificates;

internal enum KeyKind
{
    EcdsaP256,
    Rsa2048,
    Rsa3072,

    // What the platform does not make, or not for a certificate.
    Rsa1024,
    EcdsaP224,
    EcdsaP384,
    EcdsaP521,
    EcdsaBrainpool256,
    Ed25519,
    Ed448,
    Dsa2048,
}
