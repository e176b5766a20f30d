namespace Dashboard.Lab.Certificates;

internal enum KeyKind
{
    EcdsaP256,
    Rsa2048,
    Rsa3072,
}
