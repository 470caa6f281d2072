"""One resident's side across the rooms.

=============  =============  ==================
address        view           template
=============  =============  ==================
GET /          mine.home      mine/home.html
GET /privacy   mine.privacy   mine/privacy.html
=============  =============  ==================
"""
