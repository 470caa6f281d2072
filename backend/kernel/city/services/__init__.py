"""What a city offers: one TOML file for each service, in the folder ``services`` of its pack.

=========  ==================================================
``model``  a service once its file was read: frozen values
=========  ==================================================
"""
