namespace Dashboard.Lab.Sending;

public enum SenderSoftware
{
    Postfix,
    Exim,
}
