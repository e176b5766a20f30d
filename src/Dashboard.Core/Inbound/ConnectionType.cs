namespace Dashboard.Core.Inbound;

/// <summary>The three kinds of connection of the standard's own advice; a number in JSON.</summary>
[System.Text.Json.Serialization.JsonConverter(
    typeof(System.Text.Json.Serialization.JsonNumberEnumConverter<ConnectionType>)
)]
public enum ConnectionType
{
    Unencrypted = 1,
    Encrypted = 2,
    EncryptedAndVerified = 3,
}
