# The pages of staff.

staff-nav-label = Parts of the work
staff-nav-intake = Intake
staff-nav-unit = Unit queue
staff-nav-mine = My cases
staff-nav-audit = Audit
staff-nav-logout = Log out
