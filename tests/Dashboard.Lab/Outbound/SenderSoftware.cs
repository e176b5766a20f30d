namespace Dashboard.Lab.Outbound;

public enum SenderSoftware
{
    Postfix,
    Exim,
}
